using Kubesharp.Api;
using Kubesharp.Api.ManagedFields;
using Kubesharp.Api.Meta;

namespace Kubesharp.ApiServer.Verbs;

/// <summary>Keeps metadata.managedFields: who last set which field.</summary>
internal static class FieldOwnership
{
    // Who is not named by option or user agent.
    private const string Unknown = "unknown";

    /// <summary>The changed object with managedFields for a write other than apply.</summary>
    public static ApiObject Updated(Call call, ApiObject changed, ApiObject? existing, DateTimeOffset now) =>
        FieldTracking.Update(existing, changed, call.Definition.Codec, ContextOf(call, now));

    public static FieldTrackingContext ContextOf(Call call, DateTimeOffset now) => new()
    {
        Manager = call.FieldManager.Length > 0 ? call.FieldManager : Unknown,
        ApiVersion = call.Definition.ApiVersion,
        Subresource = call.Subresource,
        Now = now,
        IgnoredFields = ResetFields.Of(call.Definition, call.Subresource),
        OnlyFields = ResetFields.Only(call.Subresource),
    };

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
