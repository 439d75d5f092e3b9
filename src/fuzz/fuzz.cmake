# One libFuzzer target for each reader of outside bytes. The core is built once more, with coverage, and without the check of
# PNG checksums that would stop every mutation at the door.
add_library(nca_core_fuzz STATIC ${CORE_SOURCES})
target_include_directories(nca_core_fuzz PUBLIC src)
target_compile_options(nca_core_fuzz PRIVATE ${WARNINGS} ${NUMERICS} ${HEADER_FLAGS} -fsanitize=fuzzer-no-link)
target_compile_definitions(nca_core_fuzz PRIVATE FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION)
target_link_libraries(nca_core_fuzz PUBLIC m)
foreach(reader checkpoint distill image weights)
  add_executable(fuzz_${reader} src/fuzz/fuzz_${reader}.c)
  target_compile_options(fuzz_${reader} PRIVATE ${WARNINGS} -fsanitize=fuzzer-no-link)
  target_link_libraries(fuzz_${reader} PRIVATE nca_core_fuzz)
  target_link_options(fuzz_${reader} PRIVATE -fsanitize=fuzzer)
endforeach()
