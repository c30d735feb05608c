namespace Kubesharp.Api.ApiExtensions;

/// <summary>Where more can be read.</summary>
[Definition("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.ExternalDocumentation")]
public sealed partial record ExternalDocumentation
{
    /// <summary>The value with nothing set.</summary>
    public static ExternalDocumentation Empty { get; } = new();

    /// <summary>What is there.</summary>
    [Field(1, "description")] public string Description { get; init; } = "";
    /// <summary>Its address.</summary>
    [Field(2, "url")] public string Url { get; init; } = "";
}
