# One program a subject, and the program `nca` itself under the same sanitizers.
# The encoder of the library shifts into the sign bit; that is not ours to test.
target_compile_options(stb_image_write PRIVATE -fno-sanitize=undefined)

foreach(subject checkpoint decimal distill elementary half ice image kernels memory misuse muon pool probe recipe rollout sim state tape weights)
  add_executable(${subject}_test src/tests/${subject}_test.c)
  target_include_directories(${subject}_test PRIVATE src/tests src/cli)
  target_link_libraries(${subject}_test PRIVATE nca_core)
  target_compile_options(${subject}_test PRIVATE ${WARNINGS} ${NUMERICS} ${HEADER_FLAGS} "SHELL:-idirafter ${SIMDE_DIR}")
  target_compile_definitions(${subject}_test PRIVATE _POSIX_C_SOURCE=200809L)
  add_test(NAME ${subject} COMMAND ${subject}_test)
endforeach()
target_link_libraries(image_test PRIVATE stb_image_write)
add_test(NAME program COMMAND ${CMAKE_SOURCE_DIR}/src/tests/program_test.sh $<TARGET_FILE:nca> ${CMAKE_SOURCE_DIR}/assets/targets/snowflake.png
  ${CMAKE_SOURCE_DIR}/assets/models/blog-snowflake.safetensors)
foreach(subject output signals options)
  add_test(NAME program_${subject} COMMAND ${CMAKE_SOURCE_DIR}/src/tests/${subject}_test.sh $<TARGET_FILE:nca> ${CMAKE_SOURCE_DIR}/assets/targets/snowflake.png
    ${CMAKE_SOURCE_DIR}/assets/models/blog-snowflake.safetensors)
endforeach()
