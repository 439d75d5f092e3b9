# One program a subject, and the program `nca` itself under the same sanitizers.
# The encoder of the library shifts into the sign bit; that is not ours to test.
target_compile_options(stb_image_write PRIVATE -fno-sanitize=undefined)

list(APPEND HEADER_FLAGS ${SIMDE_FLAGS})
foreach(subject bits checkpoint crystal decimal decoder distill edge elementary family formats goal goals half ice image json kernels memory misuse muon parts picture pool probe recipe rollout sim spoilt state tape targets weights)
  add_executable(${subject}_test src/tests/${subject}_test.c)
  target_include_directories(${subject}_test PRIVATE src/tests)
  target_link_libraries(${subject}_test PRIVATE nca_core)
  target_compile_options(${subject}_test PRIVATE ${WARNINGS} ${NUMERICS} ${HEADER_FLAGS})
  target_compile_definitions(${subject}_test PRIVATE _POSIX_C_SOURCE=200809L)
  set(ARGUMENTS)
  if(subject STREQUAL decoder)
    set(ARGUMENTS ${PROJECT_SOURCE_DIR}/wasm_tests/golden/decoder_goals_2.safetensors)
  endif()
  add_test(NAME ${subject} COMMAND ${subject}_test ${ARGUMENTS})
endforeach()
target_link_libraries(image_test PRIVATE stb_image_write)

# What spoilt_test puts itself before.
set(SPOILT_KINDS simd128)
if(WIDE)
  list(APPEND SPOILT_KINDS best best_fused)
endif()
list(TRANSFORM FILTERS REPLACE "^(.+)$" "\\1_forward;\\1_backward" OUTPUT_VARIABLE WAYS_OF_FILTERS)
foreach(kind ${SPOILT_KINDS})
  foreach(kernel dense_forward dense_relu_forward dense_backward_input dense_relu_backward_input dense_backward_weight dense_backward_bias ${WAYS_OF_FILTERS} look_forward look_backward fire_word)
    target_link_options(spoilt_test PRIVATE -Wl,--wrap=nca_${kernel}__${kind})
  endforeach()
endforeach()

# The kernels of each instruction set by themselves, so that ctest says which of them this processor could not run.
set(KINDS best best_fused)
foreach(target ${WIDE})
  string(REPLACE nca_wide_ "" isa ${target})
  list(APPEND KINDS ${isa})
endforeach()
if(WIDE)
  foreach(isa ${KINDS})
    add_test(NAME kernels_${isa} COMMAND kernels_test ${isa})
    set_tests_properties(kernels_${isa} PROPERTIES SKIP_RETURN_CODE 77)
  endforeach()
endif()

# The program; of another machine than this one, through what runs such programs here.
set(NCA_PROGRAM ${PROJECT_BINARY_DIR}/nca)
if(CMAKE_CROSSCOMPILING)
  set(NCA_PROGRAM ${PROJECT_BINARY_DIR}/run_nca)
  list(JOIN CMAKE_CROSSCOMPILING_EMULATOR " " emulator)
  file(WRITE ${NCA_PROGRAM} "#!/bin/sh\nexec ${emulator} '${PROJECT_BINARY_DIR}/nca' \"$@\"\n")
  execute_process(COMMAND chmod +x ${NCA_PROGRAM})
endif()
add_test(NAME program COMMAND ${PROJECT_SOURCE_DIR}/src/tests/program_test.sh ${NCA_PROGRAM} ${PROJECT_SOURCE_DIR}/assets/targets/snowflake.png
  ${PROJECT_SOURCE_DIR}/assets/models/blog-snowflake.safetensors)
foreach(subject decoder output signals options goals family)
  add_test(NAME program_${subject} COMMAND ${PROJECT_SOURCE_DIR}/src/tests/${subject}_test.sh ${NCA_PROGRAM} ${PROJECT_SOURCE_DIR}/assets/targets/snowflake.png
    ${PROJECT_SOURCE_DIR}/assets/models/blog-snowflake.safetensors)
endforeach()
set_tests_properties(parts probe program program_output program_signals program_options program_goals program_family program_decoder sim PROPERTIES LABELS slow) # under an emulator
if(NOT CMAKE_CROSSCOMPILING)
  add_test(NAME new_field COMMAND ${PROJECT_SOURCE_DIR}/src/tests/new_field_test.sh ${PROJECT_SOURCE_DIR}/src ${CMAKE_C_COMPILER})
  add_test(NAME new_parts COMMAND ${PROJECT_SOURCE_DIR}/src/tests/new_parts_test.sh ${PROJECT_SOURCE_DIR} ${CMAKE_C_COMPILER} ${PROJECT_SOURCE_DIR}/assets/targets/snowflake.png)
endif()
