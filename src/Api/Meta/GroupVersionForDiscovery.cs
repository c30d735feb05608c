namespace Kubesharp.Api.Meta;

/// <summary>A group version for discovery.</summary>
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.GroupVersionForDiscovery")]
public sealed partial record GroupVersionForDiscovery
{
    /// <summary>The value with nothing set.</summary>
    public static GroupVersionForDiscovery Empty { get; } = new();

    /// <summary>Group version.</summary>
    [Field(1, "groupVersion", Always = true), Required] public string GroupVersion { get; init; } = "";
    /// <summary>Version.</summary>
    [Field(2, "version", Always = true), Required] public string Version { get; init; } = "";
}
