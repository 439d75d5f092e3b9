/* The sentence and the name of every status, and the version. */
#include "nca.h"

const char *nca_version(void) {
  return NCA_VERSION;
}

const char *nca_status_text(int status) {
  switch (status) {
#define NCA_STATUS_CASE(name, value, text) case value: return text;
    NCA_STATUS_LIST(NCA_STATUS_CASE)
#undef NCA_STATUS_CASE
    default: return "unknown error";
  }
}

const char *nca_status_name(int status) {
  switch (status) {
#define NCA_STATUS_CASE(name, value, text) case value: return #name;
    NCA_STATUS_LIST(NCA_STATUS_CASE)
#undef NCA_STATUS_CASE
    default: return "NCA_ERR_UNKNOWN";
  }
}
