using Kubesharp.Api.Certificates;
using Kubesharp.Api.Resource;

namespace Kubesharp.Api;

/// <summary>The selectable fields of kinds that have no strategy of their own.</summary>
internal static class GenericFields
{
    private static readonly (Type Type, string Field, Func<ApiObject, string?> Read)[] All =
    [
        (typeof(CertificateSigningRequest), "spec.signerName",
            static value => ((CertificateSigningRequest)value).Spec.SignerName),
        (typeof(ResourceSlice), "spec.driver", static value => ((ResourceSlice)value).Spec.Driver),
        (typeof(ResourceSlice), "spec.nodeName", static value => ((ResourceSlice)value).Spec.NodeName),
    ];

    public static IReadOnlyList<string> Of(Type type) =>
        [.. All.Where(entry => entry.Type == type).Select(static entry => entry.Field)];

    public static string? Value(ApiObject value, string field)
    {
        foreach ((Type type, string name, Func<ApiObject, string?> read) in All)
        {
            if (name == field && type == value.GetType())
                return read(value) ?? "";
        }
        return null;
    }
}
