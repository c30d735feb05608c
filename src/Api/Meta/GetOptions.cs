namespace Kubesharp.Api.Meta;

/// <summary>The parameters of a read.</summary>
[ApiKind("v1", "GetOptions")]
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.GetOptions")]
public sealed partial record GetOptions : IKind
{
    /// <summary>The value with nothing set.</summary>
    public static GetOptions Empty { get; } = new();

    /// <summary>Empty: the newest state. 0: whatever is cached. A revision: that or a newer one.</summary>
    [Field(1, "resourceVersion")] public string ResourceVersion { get; init; } = "";
}
