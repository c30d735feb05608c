namespace Kubesharp.Api.Meta;

/// <summary>A managed fields entry.</summary>
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.ManagedFieldsEntry")]
public sealed partial record ManagedFieldsEntry
{
    /// <summary>The value with nothing set.</summary>
    public static ManagedFieldsEntry Empty { get; } = new();

    /// <summary>Manager.</summary>
    [Field(1, "manager")] public string Manager { get; init; } = "";
    /// <summary>Operation. One of: Apply, Update.</summary>
    [Field(2, "operation")] public string Operation { get; init; } = "";
    /// <summary>Api version.</summary>
    [Field(3, "apiVersion")] public string ApiVersion { get; init; } = "";
    /// <summary>Time.</summary>
    [Field(4, "time")] public Time? Time { get; init; }
    /// <summary>Fields type.</summary>
    [Field(6, "fieldsType")] public string FieldsType { get; init; } = "";
    /// <summary>Fields V1.</summary>
    [Field(7, "fieldsV1")] public RawJson? FieldsV1 { get; init; }
    /// <summary>Subresource.</summary>
    [Field(8, "subresource")] public string Subresource { get; init; } = "";
}
