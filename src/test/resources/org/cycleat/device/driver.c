/* A driver with two cards, the second of which is taken; arguments that are wrong give errors. */
#include <stddef.h>
#include <string.h>

int cuInit(unsigned flags) { return flags == 0 ? 803 : 1; }

int cuDriverGetVersion(int *version) {
  *version = 12040;
  return 0;
}

int cuGetErrorString(int error, const char **text) {
  *text = error == 803 ? "driver mismatch" : NULL;
  return error == 803 ? 0 : 1;
}

int cuDeviceGetCount(int *count) {
  *count = 2;
  return 0;
}

int cuDeviceGet(int *device, int number) {
  *device = number + 10;
  return 0;
}

int cuDeviceGetName(char *name, int bytes, int device) {
  strncpy(name, device == 10 ? "First Card" : "Second", (size_t)bytes);
  return 0;
}

int cuDeviceTotalMem_v2(size_t *bytes, int device) {
  *bytes = device == 10 ? 16000000001 : 80000000002;
  return 0;
}

int cuDeviceGetAttribute(int *value, int attribute, int device) {
  *value = attribute == 75 ? device - 2 : attribute == 76 ? 6 : -1;
  return 0;
}

static int context;
static int current;

int cuDevicePrimaryCtxRetain(void **out, int device) {
  *out = &context;
  return device == 10 ? 0 : 2;
}

int cuDevicePrimaryCtxRelease_v2(int device) { return device == 10 && !current ? 0 : 1; }

int cuCtxSetCurrent(void *set) {
  current = set == &context;
  return set == &context || set == NULL ? 0 : 1;
}

int cuMemGetInfo_v2(size_t *available, size_t *total) {
  *available = 15500000003;
  *total = 16000000001;
  return current ? 0 : 1;
}
