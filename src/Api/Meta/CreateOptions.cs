namespace Kubesharp.Api.Meta;

/// <summary>A create options.</summary>
[ApiKind("v1", "CreateOptions")]
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.CreateOptions")]
public sealed partial record CreateOptions : IKind
{
    /// <summary>The value with nothing set.</summary>
    public static CreateOptions Empty { get; } = new();

    /// <summary>Dry run.</summary>
    [Field(1, "dryRun"), Atomic] public IReadOnlyList<string> DryRun { get; init; } = [];
    /// <summary>Field manager.</summary>
    [Field(3, "fieldManager")] public string FieldManager { get; init; } = "";
    /// <summary>Field validation.</summary>
    [Field(4, "fieldValidation")] public string FieldValidation { get; init; } = "";
}
