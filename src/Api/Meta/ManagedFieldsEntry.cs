namespace Kubesharp.Api.Meta;

/// <summary>Which fields one manager last wrote, in which way.</summary>
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.ManagedFieldsEntry")]
public sealed partial record ManagedFieldsEntry
{
    /// <summary>The value with nothing set.</summary>
    public static ManagedFieldsEntry Empty { get; } = new();

    /// <summary>Who wrote: a controller's or a tool's name.</summary>
    [Field(1, "manager")] public string Manager { get; init; } = "";
    /// <summary>Whether the fields were applied or written otherwise. One of: Apply, Update.</summary>
    [Field(2, "operation")] public string Operation { get; init; } = "";
    /// <summary>The version that the fields are named in; another version may call them otherwise.</summary>
    [Field(3, "apiVersion")] public string ApiVersion { get; init; } = "";
    /// <summary>
    /// When the manager last added, removed or took over a field. Not set in the same write as nothing changed.
    /// </summary>
    [Field(4, "time")] public Time? Time { get; init; }
    /// <summary>How the fields are written down. One of: FieldsV1.</summary>
    [Field(6, "fieldsType")] public string FieldsType { get; init; } = "";
    /// <summary>The fields as a tree.</summary>
    [Field(7, "fieldsV1")] public RawJson? FieldsV1 { get; init; }
    /// <summary>
    /// The subresource that was written through: status, scale. Empty: the object itself. The same manager has an entry
    /// for each.
    /// </summary>
    [Field(8, "subresource")] public string Subresource { get; init; } = "";
}
