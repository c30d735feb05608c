namespace Kubesharp.Api.Meta;

/// <summary>The paths that a server answers.</summary>
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.RootPaths")]
public sealed partial record RootPaths
{
    /// <summary>The value with nothing set.</summary>
    public static RootPaths Empty { get; } = new();

    /// <summary>Each path once, in alphabetical order.</summary>
    [Field(1, "paths", Always = true), Required, Atomic] public IReadOnlyList<string> Paths { get; init; } = [];
}
