using Kubesharp.Api;
using Kubesharp.Api.Meta;

namespace Kubesharp.ApiServer.Verbs;

/// <summary>Owner references that stand in an object more than once are stored once, and the client is told.</summary>
internal static class OwnerDuplicates
{
    public static ApiObject Removed(Call call, ApiObject value, bool afterAdmission)
    {
        IReadOnlyList<OwnerReference> owners = value.Metadata.OwnerReferences;
        if (owners.Count < 2)
            return value;
        List<OwnerReference> kept = new(owners.Count);
        List<string> duplicates = [];
        foreach (OwnerReference owner in owners)
        {
            if (!kept.Contains(owner))
                kept.Add(owner);
            else if (!duplicates.Contains(owner.Uid))
                duplicates.Add(owner.Uid);
        }
        if (duplicates.Count == 0)
            return value;
        string when = afterAdmission ? " after mutating admission happens" : "";
        call.Request.Warn(
            $".metadata.ownerReferences contains duplicate entries{when}; API server dedups owner references in 1.20+, "
            + "and may reject such requests as early as 1.24; please fix your requests; duplicate UID(s) observed: "
            + string.Join(", ", duplicates));
        return value with { Metadata = value.Metadata with { OwnerReferences = kept } };
    }
}
