namespace Kubesharp.Api.Meta;

/// <summary>The parameters of an update.</summary>
[ApiKind("v1", "UpdateOptions")]
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.UpdateOptions")]
public sealed partial record UpdateOptions : IKind
{
    /// <summary>The value with nothing set.</summary>
    public static UpdateOptions Empty { get; } = new();

    /// <summary>All: go through everything but store nothing. Empty: store.</summary>
    [Field(1, "dryRun"), Atomic] public IReadOnlyList<string> DryRun { get; init; } = [];
    /// <summary>
    /// Who the written fields belong to, up to 128 printable characters. Defaults to the name in the User-Agent.
    /// </summary>
    [Field(2, "fieldManager")] public string FieldManager { get; init; } = "";
    /// <summary>
    /// What to do about unknown and duplicate fields: Ignore drops them, Warn (the default) drops them with a warning,
    /// Strict refuses.
    /// </summary>
    [Field(3, "fieldValidation")] public string FieldValidation { get; init; } = "";
}
