# nca_show.wasm and nca.wasm ship: the first can only show, and is what every visitor loads; the second can train and probe as well. nca_embed.wasm
# lies in the element's own module: it lacks what only the page around it needs. nca_crystal.wasm draws crystals and nothing else, in a worker of its own.
# nca_script.wasm is what plain JavaScript is made of, for where WebAssembly is off.
# nca_test.wasm is nca.wasm with every kernel exported, and the yardstick of the bench. None of them imports anything.
target_compile_options(nca_core PRIVATE -msimd128)
add_library(snowflake-nca::nca ALIAS nca_core) # for a program of C that is itself compiled to wasm
if(NOT NCA_BUILD_PROGRAM)
  return()
endif()

# What runs once for a file or a picture is made small, and what is little of a step; the kernels and what calls them in every step are made fast.
set_source_files_properties(
  src/base/bits.c src/base/decimal.c src/base/edge.c src/base/elementary.c src/base/status.c src/base/words.c
  src/files/distill.c src/files/formats.c src/files/image.c src/files/json.c src/files/json_check.c src/files/model_read.c src/files/picture.c
  src/files/resize.c src/files/turn.c src/files/safetensors.c src/files/safetensors_check.c src/files/safetensors_write.c src/files/weights.c src/files/weights_write.c
  src/grow/decode.c src/grow/decoder.c src/grow/grid.c src/grow/inspect.c src/grow/kinds.c src/grow/model.c src/grow/rule.c src/grow/sim.c src/grow/wound.c src/grow/wound_draw.c
  src/kernels/neighbours.c src/kernels/self_test.c src/kernels/self_test_showing.c
  src/tools/crystal.c src/tools/crystal_draw.c src/tools/crystal_grow.c src/tools/ice.c
  src/train/recipe_fields.c
  src/wasm/wasm_api.c
  ${EDGE_SOURCES} ${ALIVE_SOURCES}
  PROPERTIES COMPILE_OPTIONS -Oz)

if(EMSCRIPTEN_VERSION VERSION_LESS 3.1.27)
  set(STACK_FLAG -sTOTAL_STACK=524288)
else()
  set(STACK_FLAG -sSTACK_SIZE=524288)
endif()

# Of a library, by the features that it was compiled with.
function(add_wasm name library simd)
  set(exports)
  foreach(list ${ARGN})
    get_filename_component(list ${list} ABSOLUTE)
    file(READ ${list} text)
    string(REGEX MATCHALL "\"[A-Za-z0-9_]+\"" names "${text}")
    list(APPEND exports ${names})
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${list})
  endforeach()
  list(JOIN exports "," exports)
  file(WRITE ${PROJECT_BINARY_DIR}/${name}_exports.json "[${exports}]")
  add_executable(${name} src/wasm/wasm_api.c)
  target_link_libraries(${name} PRIVATE ${library})
  target_compile_options(${name} PRIVATE ${WARNINGS} ${NUMERICS} ${simd})
  target_link_options(${name} PRIVATE -O3 ${simd} --no-entry -sSTANDALONE_WASM -sALLOW_MEMORY_GROWTH=1 -sINITIAL_MEMORY=1048576 -sMALLOC=emmalloc
    ${STACK_FLAG} -sEXPORTED_FUNCTIONS=@${PROJECT_BINARY_DIR}/${name}_exports.json)
  set_target_properties(${name} PROPERTIES SUFFIX .wasm LINK_DEPENDS ${PROJECT_BINARY_DIR}/${name}_exports.json)
endfunction()

# The core that shows without SIMD, of which wasm2js, that knows none, makes plain JavaScript (web/script/make.mjs), for browsers in which WebAssembly is off:
# the scalar kernels are the definition, so they come to the same bits.
set(SCALAR_SOURCES ${CORE_SOURCES})
list(FILTER SCALAR_SOURCES EXCLUDE REGEX "^src/train/")
add_library(nca_scalar STATIC ${SCALAR_SOURCES})
target_include_directories(nca_scalar PUBLIC src)
target_compile_options(nca_scalar PRIVATE ${WARNINGS} ${HEADER_FLAGS} ${NUMERICS})

# What tests call beside: both ways of each set of filters.
set(kernel_exports)
foreach(kernels ${FILTERS})
  foreach(way forward__scalar forward__simd128 backward__scalar backward__simd128)
    list(APPEND kernel_exports "\"_nca_${kernels}_${way}\"")
  endforeach()
endforeach()
list(JOIN kernel_exports "," kernel_exports)
file(WRITE ${PROJECT_BINARY_DIR}/filter_exports.json "[${kernel_exports}]")

add_wasm(nca_crystal nca_core -msimd128 src/wasm/exports_crystal.json)
add_wasm(nca_script nca_scalar "" src/wasm/exports_embed.json src/wasm/exports_show.json)
add_wasm(nca_embed nca_core -msimd128 src/wasm/exports_embed.json)
add_wasm(nca_show nca_core -msimd128 src/wasm/exports_embed.json src/wasm/exports_show.json)
add_wasm(nca nca_core -msimd128 src/wasm/exports_embed.json src/wasm/exports_show.json src/wasm/exports.json)
add_wasm(nca_test nca_core -msimd128 src/wasm/exports_embed.json src/wasm/exports_show.json src/wasm/exports.json wasm_tests/kernel_exports.json ${PROJECT_BINARY_DIR}/filter_exports.json)
target_sources(nca_test PRIVATE wasm_tests/peak.c)
# The names of functions, for profilers. The one that every visitor loads goes without.
target_link_options(nca PRIVATE --profiling-funcs)
target_link_options(nca_test PRIVATE --profiling-funcs)
