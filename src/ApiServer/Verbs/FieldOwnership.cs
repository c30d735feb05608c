using Kubesharp.Api;
using Kubesharp.Api.Meta;

namespace Kubesharp.ApiServer.Verbs;

/// <summary>Keeps metadata.managedFields: who last set which field.</summary>
internal static class FieldOwnership
{
    public static ApiObject Updated(Call call, ApiObject changed, ApiObject? existing, DateTimeOffset? now) => changed;

    public static bool DiffersInTimesOnly(
        IReadOnlyList<ManagedFieldsEntry> left, IReadOnlyList<ManagedFieldsEntry> right)
    {
        if (left.Count != right.Count)
            return false;
        for (int index = 0; index < left.Count; index++)
        {
            if (!(left[index] with { Time = null }).Equals(right[index] with { Time = null }))
                return false;
        }
        return true;
    }
}
