namespace Kubesharp.Api.Meta;

/// <summary>An apply options.</summary>
[ApiKind("v1", "ApplyOptions")]
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.ApplyOptions")]
public sealed partial record ApplyOptions : IKind
{
    /// <summary>The value with nothing set.</summary>
    public static ApplyOptions Empty { get; } = new();

    /// <summary>Dry run.</summary>
    [Field(1, "dryRun"), Atomic] public IReadOnlyList<string> DryRun { get; init; } = [];
    /// <summary>Force.</summary>
    [Field(2, "force", Always = true), Required] public bool Force { get; init; }
    /// <summary>Field manager.</summary>
    [Field(3, "fieldManager", Always = true), Required] public string FieldManager { get; init; } = "";
}
