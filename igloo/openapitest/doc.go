// Package openapitest holds what is asked of a portal, and what a portal answers,
// against igloo/openapi.yaml. It supports tests and is imported by nothing else.
//
// The rules of this room:
//   - The document tolerates unknown fields; the tests do not: a field, a
//     query parameter or a header of ours that the document does not name is a fault
//     here, so that a slip of the pen is not taken for an addition.
//   - A fault says where and why, and repeats no value: a body may hold a secret.
//   - What passes is neither changed nor kept.
package openapitest
