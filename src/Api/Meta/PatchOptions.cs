namespace Kubesharp.Api.Meta;

/// <summary>A patch options.</summary>
[ApiKind("v1", "PatchOptions")]
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.PatchOptions")]
public sealed partial record PatchOptions : IKind
{
    /// <summary>The value with nothing set.</summary>
    public static PatchOptions Empty { get; } = new();

    /// <summary>Dry run.</summary>
    [Field(1, "dryRun"), Atomic] public IReadOnlyList<string> DryRun { get; init; } = [];
    /// <summary>Force.</summary>
    [Field(2, "force")] public bool? Force { get; init; }
    /// <summary>Field manager.</summary>
    [Field(3, "fieldManager")] public string FieldManager { get; init; } = "";
    /// <summary>Field validation.</summary>
    [Field(4, "fieldValidation")] public string FieldValidation { get; init; } = "";
}
