/** No pictures come with the module: a flake is held to what it was before the wound. @returns {Promise<Float32Array[]>} */
export async function loadGoal() {
  return [];
}
