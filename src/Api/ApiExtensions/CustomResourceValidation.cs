namespace Kubesharp.Api.ApiExtensions;

/// <summary>A custom resource validation.</summary>
[Definition("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceValidation")]
public sealed partial record CustomResourceValidation
{
    /// <summary>The value with nothing set.</summary>
    public static CustomResourceValidation Empty { get; } = new();

    /// <summary>Open APIV3 schema.</summary>
    [Field(1, "openAPIV3Schema")] public JSONSchemaProps? OpenAPIV3Schema { get; init; }
}
