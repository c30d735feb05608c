namespace Kubesharp.Api.Meta;

/// <summary>The parameters of a server-side apply.</summary>
[ApiKind("v1", "ApplyOptions")]
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.ApplyOptions")]
public sealed partial record ApplyOptions : IKind
{
    /// <summary>The value with nothing set.</summary>
    public static ApplyOptions Empty { get; } = new();

    /// <summary>All: go through everything but store nothing. Empty: store.</summary>
    [Field(1, "dryRun"), Atomic] public IReadOnlyList<string> DryRun { get; init; } = [];
    /// <summary>Take over fields that other managers own instead of answering with a conflict.</summary>
    [Field(2, "force", Always = true), Required] public bool Force { get; init; }
    /// <summary>Who the applied fields belong to from now on. Up to 128 printable characters; required.</summary>
    [Field(3, "fieldManager", Always = true), Required] public string FieldManager { get; init; } = "";
}
