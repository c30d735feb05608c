namespace Kubesharp.Api.Meta;

/// <summary>A version of a group, once in two parts and once whole.</summary>
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.GroupVersionForDiscovery")]
public sealed partial record GroupVersionForDiscovery
{
    /// <summary>The value with nothing set.</summary>
    public static GroupVersionForDiscovery Empty { get; } = new();

    /// <summary>Group and version, as in apiVersion: apps/v1.</summary>
    [Field(1, "groupVersion", Always = true), Required] public string GroupVersion { get; init; } = "";
    /// <summary>The version alone, for clients that need not cut it out: v1.</summary>
    [Field(2, "version", Always = true), Required] public string Version { get; init; } = "";
}
