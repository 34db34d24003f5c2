package io.tributary.serve;

/**
 * Why a member of a segment is not in a file; each member counts under the first that holds. None
 * of these says anything of the other destinations.
 */
enum Exclusion {
  /** Nobody asked, or nobody knows the answer. */
  NO_CONSENT,
  DENIED,
  /** A grant that could not be proved opens no export. */
  NO_EVIDENCE,
  /** Held out of the treatment, so that its effect can be measured. */
  HOLDOUT,
  /** Nothing that the destination could find the customer by. */
  NO_KEY,
  /** Only keys that too many customers carry: a shop's phone, a placeholder. */
  SHARED_KEY
}
