# The native library, the program `nca`, and with NCA_TESTS the tests and (clang only) the fuzzers, all under sanitizers.
option(NCA_TESTS "Build the native tests under ASan and UBSan, and with clang the fuzzers" OFF)

find_path(SIMDE_DIR simde/wasm/simd128.h PATHS /usr/include /usr/local/include)
if(SIMDE_DIR)
  target_compile_definitions(nca_core PUBLIC $<BUILD_INTERFACE:NCA_WITH_SIMDE>)
  target_compile_options(nca_core PRIVATE "SHELL:-idirafter ${SIMDE_DIR}")
elseif(NCA_TESTS)
  message(FATAL_ERROR "The tests compare SIMD with scalar and need SIMDe: apt-get install libsimde-dev")
endif()
target_link_libraries(nca_core PUBLIC m)

set_target_properties(nca_core PROPERTIES POSITION_INDEPENDENT_CODE ON) # whoever links it may be a shared library

# A batch's samples on several cores. Not under sanitizers: those know nothing of the runtime's own threads.
find_package(OpenMP COMPONENTS C)
if(OpenMP_C_FOUND AND NOT NCA_TESTS)
  target_link_libraries(nca_core PUBLIC OpenMP::OpenMP_C)
endif()

# Wider vectors where the processor has them, chosen when the program runs.
if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64|amd64)$")
  target_compile_definitions(nca_core PUBLIC $<BUILD_INTERFACE:NCA_WITH_WIDE>)
  function(add_wide isa lanes)
    set(target nca_wide_${isa})
    add_library(${target} OBJECT src/dense_wide.c)
    target_compile_options(${target} PRIVATE ${WARNINGS} ${NUMERICS} ${ARGN})
    target_compile_definitions(${target} PRIVATE NCA_WITH_WIDE NCA_WIDE_ISA=${isa} NCA_WIDE_LANES=${lanes})
    set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE ON)
    target_sources(nca_core PRIVATE $<TARGET_OBJECTS:${target}>)
    set(WIDE ${WIDE} ${target} PARENT_SCOPE)
  endfunction()
  set(AVX512 -mavx512f -mprefer-vector-width=512)
  set(FUSED -mfma -ffp-contract=fast)
  add_wide(avx2 8 -mavx2)
  add_wide(avx2_fused 8 -mavx2 ${FUSED})
  add_wide(avx512 16 ${AVX512})
  add_wide(avx512_fused 16 ${AVX512} ${FUSED})
endif()

add_library(stb_image_write OBJECT src/cli/stb_image_write.c)
target_compile_options(stb_image_write PRIVATE ${WARNINGS} ${HEADER_FLAGS})

set(CLI_SOURCES src/cli/command.c src/cli/completion.c src/cli/eval.c src/cli/files.c src/cli/grow.c src/cli/help.c src/cli/ice.c src/cli/import.c src/cli/json.c src/cli/main.c src/cli/man.c src/cli/memory.c src/cli/messages.c
  src/cli/options.c src/cli/output.c src/cli/probe.c src/cli/recipe_options.c src/cli/report.c src/cli/stops.c src/cli/strip.c src/cli/summary.c src/cli/takes.c src/cli/team.c src/cli/temporary.c
  src/cli/text.c src/cli/train.c src/cli/train_options.c src/cli/train_progress.c src/cli/train_save.c src/cli/train_start.c)
add_executable(nca ${CLI_SOURCES})
find_package(Threads REQUIRED)
target_link_libraries(nca PRIVATE nca_core stb_image_write Threads::Threads)
target_compile_options(nca PRIVATE ${WARNINGS} ${HEADER_FLAGS})
target_compile_definitions(nca PRIVATE NCA_VERSION="${PROJECT_VERSION}" _POSIX_C_SOURCE=200809L)

# A run over several processes and machines: mpirun -n K nca train ...
find_package(MPI COMPONENTS C)
if(MPI_C_FOUND AND NOT NCA_TESTS)
  target_link_libraries(nca PRIVATE MPI::MPI_C)
  target_compile_definitions(nca PRIVATE NCA_WITH_MPI)
endif()

if(NCA_TESTS)
  enable_testing()
  set(SANITIZE -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer -g)
  add_compile_options(${SANITIZE})
  add_link_options(${SANITIZE})
  foreach(target nca_core nca ${WIDE})
    target_compile_options(${target} PRIVATE ${SANITIZE})
    target_link_options(${target} PUBLIC ${SANITIZE})
  endforeach()
  include(src/tests/tests.cmake)
  if(CMAKE_C_COMPILER_ID MATCHES Clang)
    include(src/fuzz/fuzz.cmake)
  endif()
endif()

if(NOT NCA_TESTS)
  include(src/install/install.cmake)
endif()
