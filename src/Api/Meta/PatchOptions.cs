namespace Kubesharp.Api.Meta;

/// <summary>The parameters of a patch.</summary>
[ApiKind("v1", "PatchOptions")]
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.PatchOptions")]
public sealed partial record PatchOptions : IKind
{
    /// <summary>The value with nothing set.</summary>
    public static PatchOptions Empty { get; } = new();

    /// <summary>All: go through everything but store nothing. Empty: store.</summary>
    [Field(1, "dryRun"), Atomic] public IReadOnlyList<string> DryRun { get; init; } = [];
    /// <summary>
    /// Only of an apply: take over fields that other managers own instead of answering with a conflict.
    /// </summary>
    [Field(2, "force")] public bool? Force { get; init; }
    /// <summary>
    /// Who the written fields belong to. Required for an apply; otherwise defaults to the name in the User-Agent.
    /// </summary>
    [Field(3, "fieldManager")] public string FieldManager { get; init; } = "";
    /// <summary>
    /// What to do about unknown and duplicate fields: Ignore drops them, Warn (the default) drops them with a warning,
    /// Strict refuses.
    /// </summary>
    [Field(4, "fieldValidation")] public string FieldValidation { get; init; } = "";
}
