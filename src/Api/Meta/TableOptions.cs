namespace Kubesharp.Api.Meta;

/// <summary>The parameters of a request for a table.</summary>
[ApiKind("v1", "TableOptions")]
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.TableOptions")]
public sealed partial record TableOptions : IKind
{
    /// <summary>The value with nothing set.</summary>
    public static TableOptions Empty { get; } = new();

    /// <summary>
    /// How much of each object to put into its row. Defaults to Metadata. One of: None, Metadata, Object.
    /// </summary>
    [Field(1, "includeObject")] public string IncludeObject { get; init; } = "";
}
