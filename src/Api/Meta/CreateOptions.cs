namespace Kubesharp.Api.Meta;

/// <summary>The parameters of a creation.</summary>
[ApiKind("v1", "CreateOptions")]
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.CreateOptions")]
public sealed partial record CreateOptions : IKind
{
    /// <summary>The value with nothing set.</summary>
    public static CreateOptions Empty { get; } = new();

    /// <summary>All: go through everything but store nothing. Empty: store.</summary>
    [Field(1, "dryRun"), Atomic] public IReadOnlyList<string> DryRun { get; init; } = [];
    /// <summary>
    /// Who the written fields belong to, up to 128 printable characters. Defaults to the name in the User-Agent.
    /// </summary>
    [Field(3, "fieldManager")] public string FieldManager { get; init; } = "";
    /// <summary>
    /// What to do about unknown and duplicate fields: Ignore drops them, Warn (the default) drops them with a warning,
    /// Strict refuses.
    /// </summary>
    [Field(4, "fieldValidation")] public string FieldValidation { get; init; } = "";
}
