// Whom an environment is open to, and for what: rules by which the gateway refuses (Envoy's RBAC).

const JWT = "envoy.filters.http.jwt_authn";

/** One rule for each thing that an environment does not allow everybody. */
export function rights({ environments, signIn }) {
  const groupsClaim = signIn === undefined ? undefined : (signIn.groupsClaim ?? "groups");
  const rule = (id, reason, methods, who) => ({ rule: `${reason}-${id}`, what: JSON.stringify(asks(id, methods)), who: JSON.stringify(who) });
  const others = (groups) => (groups === undefined ? undefined : { not_id: { or_ids: { ids: groups.map((group) => member(group, groupsClaim)) } } });
  return environments.flatMap(({ id, readOnly, groups, rerunGroups, stopGroups }) => [
    rule(id, "not-for-these-groups", ["GET", "POST", "PUT"], others(groups)),
    rule(id, "read-only", ["POST", "PUT"], readOnly === true ? { any: true } : undefined),
    rule(id, "no-rerun-for-these-groups", ["POST"], others(rerunGroups)),
    rule(id, "no-stop-for-these-groups", ["PUT"], others(stopGroups)),
  ]).filter(({ who }) => who !== undefined);
}

function asks(id, methods) {
  const ways = methods.map((method) => ({ header: { name: ":method", string_match: { exact: method } } }));
  const path = { header: { name: ":path", string_match: { prefix: `/api/${id}/` } } };
  return { and_rules: { rules: [path, { or_rules: { rules: ways } }] } };
}

/** Who is of this group: as an item of a list in the token, or of the host's list with commas. */
function member(group, groupsClaim) {
  if (groupsClaim === undefined) {
    const regex = `(.*,)? *${group.replaceAll(".", "\\.")} *(,.*)?`;
    return { header: { name: "x-groups", string_match: { safe_regex: { regex } } } };
  }
  const path = ["token", ...groupsClaim.split(".")].map((key) => ({ key }));
  const value = { list_match: { one_of: { string_match: { exact: group } } } };
  return { sourced_metadata: { metadata_matcher: { filter: JWT, path, value } } };
}
