# What `cmake --install build/native` gives a user of the library: the header, the static library, the program, and how CMake and
# pkg-config find them. All of it may be moved to another folder afterwards. src/examples is a project that uses it.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(HEADER_DIR ${CMAKE_INSTALL_INCLUDEDIR}/snowflake-nca)
set(CONFIG_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/snowflake-nca)
set(PKGCONFIG_DIR ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

target_include_directories(nca_core INTERFACE $<INSTALL_INTERFACE:${HEADER_DIR}>)
set_target_properties(nca_core PROPERTIES EXPORT_NAME nca)
install(TARGETS nca_core EXPORT snowflake-nca ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(TARGETS nca RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES src/nca.h src/nca_tools.h DESTINATION ${HEADER_DIR})
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/doc/snowflake-nca)

# CMake: find_package(snowflake-nca), then link snowflake-nca::nca.
install(EXPORT snowflake-nca NAMESPACE snowflake-nca:: DESTINATION ${CONFIG_DIR})
set(NCA_NEEDS_OPENMP ${OpenMP_C_FOUND})
configure_package_config_file(src/install/snowflake-nca-config.cmake.in ${CMAKE_BINARY_DIR}/snowflake-nca-config.cmake INSTALL_DESTINATION ${CONFIG_DIR})
# Before 1.0 a minor version may change the interface.
write_basic_package_version_file(${CMAKE_BINARY_DIR}/snowflake-nca-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/snowflake-nca-config.cmake ${CMAKE_BINARY_DIR}/snowflake-nca-config-version.cmake DESTINATION ${CONFIG_DIR})

# pkg-config: there is only a static library, so what it needs itself stands under Libs too.
set(PKGCONFIG_LIBS "-lm")
foreach(name ${OpenMP_C_LIB_NAMES})
  string(APPEND PKGCONFIG_LIBS " -l${name}")
endforeach()
file(RELATIVE_PATH PREFIX_FROM_PKGCONFIG /prefix/${PKGCONFIG_DIR} /prefix)
configure_file(src/install/snowflake-nca.pc.in ${CMAKE_BINARY_DIR}/snowflake-nca.pc @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/snowflake-nca.pc DESTINATION ${PKGCONFIG_DIR})
