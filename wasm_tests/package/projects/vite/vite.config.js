export default { optimizeDeps: { exclude: ['snowflake-nca'] } };
