namespace Kubesharp.Api.ApiExtensions;

/// <summary>A column that kubectl get shows.</summary>
[Definition("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceColumnDefinition")]
public sealed partial record CustomResourceColumnDefinition
{
    /// <summary>The value with nothing set.</summary>
    public static CustomResourceColumnDefinition Empty { get; } = new();

    /// <summary>The column's title.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>What is in it. One of: integer, number, string, boolean, date.</summary>
    [Field(2, "type", Always = true), Required] public string Type { get; init; } = "";
    /// <summary>
    /// What further is known of it: int32, int64, float, double, byte, date, date-time, password. With name for the
    /// column that names the object.
    /// </summary>
    [Field(3, "format")] public string Format { get; init; } = "";
    /// <summary>What it shows.</summary>
    [Field(4, "description")] public string Description { get; init; } = "";
    /// <summary>0 is shown always, more only with -o wide.</summary>
    [Field(5, "priority")] public int Priority { get; init; }
    /// <summary>Where the value is: .spec.replicas.</summary>
    [Field(6, "jsonPath", Always = true), Required] public string JsonPath { get; init; } = "";
}
