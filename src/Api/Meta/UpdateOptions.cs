namespace Kubesharp.Api.Meta;

/// <summary>An update options.</summary>
[ApiKind("v1", "UpdateOptions")]
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.UpdateOptions")]
public sealed partial record UpdateOptions : IKind
{
    /// <summary>The value with nothing set.</summary>
    public static UpdateOptions Empty { get; } = new();

    /// <summary>Dry run.</summary>
    [Field(1, "dryRun"), Atomic] public IReadOnlyList<string> DryRun { get; init; } = [];
    /// <summary>Field manager.</summary>
    [Field(2, "fieldManager")] public string FieldManager { get; init; } = "";
    /// <summary>Field validation.</summary>
    [Field(3, "fieldValidation")] public string FieldValidation { get; init; } = "";
}
