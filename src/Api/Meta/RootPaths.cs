namespace Kubesharp.Api.Meta;

/// <summary>A root paths.</summary>
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.RootPaths")]
public sealed partial record RootPaths
{
    /// <summary>The value with nothing set.</summary>
    public static RootPaths Empty { get; } = new();

    /// <summary>Paths.</summary>
    [Field(1, "paths", Always = true), Required, Atomic] public IReadOnlyList<string> Paths { get; init; } = [];
}
