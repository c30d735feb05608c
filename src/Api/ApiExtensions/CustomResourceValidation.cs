namespace Kubesharp.Api.ApiExtensions;

/// <summary>What objects look like.</summary>
[Definition("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceValidation")]
public sealed partial record CustomResourceValidation
{
    /// <summary>The value with nothing set.</summary>
    public static CustomResourceValidation Empty { get; } = new();

    /// <summary>A structural schema: every field has a type.</summary>
    [Field(1, "openAPIV3Schema")] public JSONSchemaProps? OpenAPIV3Schema { get; init; }
}
