namespace Kubesharp.Api.Meta;

/// <summary>A get options.</summary>
[ApiKind("v1", "GetOptions")]
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.GetOptions")]
public sealed partial record GetOptions : IKind
{
    /// <summary>The value with nothing set.</summary>
    public static GetOptions Empty { get; } = new();

    /// <summary>Resource version.</summary>
    [Field(1, "resourceVersion")] public string ResourceVersion { get; init; } = "";
}
