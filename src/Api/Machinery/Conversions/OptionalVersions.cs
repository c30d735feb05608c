using Kubesharp.Api.Resource.V1Beta1;

namespace Kubesharp.Api;

/// <summary>
/// The conversions of versions that are served only when asked for. Each is stored as its resource's stable version,
/// or, where there is none yet, as the version that is closest to it: v1beta2 before v1beta1 before v1alpha3.
/// </summary>
internal static class OptionalVersions
{
    public static IEnumerable<Conversion> Conversions()
    {
        foreach (IGrouping<(string, string), ResourceDefinition> versions in ResourceRegistry.All
            .Concat(ResourceRegistry.Optional).GroupBy(static one => (one.Group, one.Plural)))
        {
            ResourceDefinition[] optional = [.. versions.Where(static one => ResourceRegistry.IsOptional(one.Version))];
            ResourceDefinition? stored = versions.Except(optional).FirstOrDefault()
                ?? optional.MaxBy(static one => one.Version.Replace("alpha", "a", StringComparison.Ordinal),
                    StringComparer.Ordinal);
            foreach (ResourceDefinition served in optional)
            {
                if (served != stored)
                    yield return Between(served, stored!);
            }
        }
    }

    private static JsonConversion Between(ResourceDefinition served, ResourceDefinition stored) =>
        (served.Version, served.Group, served.Plural) switch
        {
            ("v1beta1", "resource.k8s.io", "resourceclaims") =>
                new(served, stored, DeviceShapes.ClaimToStored, DeviceShapes.ClaimFromStored),
            ("v1beta1", "resource.k8s.io", "resourceclaimtemplates") =>
                new(served, stored, DeviceShapes.TemplateToStored, DeviceShapes.TemplateFromStored),
            ("v1beta1", "resource.k8s.io", "resourceslices") =>
                new(served, stored, DeviceShapes.SliceToStored, DeviceShapes.SliceFromStored),
            _ => new(served, stored),
        };
}
