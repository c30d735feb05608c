namespace Kubesharp.Api.ApiExtensions;

/// <summary>An external documentation.</summary>
[Definition("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.ExternalDocumentation")]
public sealed partial record ExternalDocumentation
{
    /// <summary>The value with nothing set.</summary>
    public static ExternalDocumentation Empty { get; } = new();

    /// <summary>Description.</summary>
    [Field(1, "description")] public string Description { get; init; } = "";
    /// <summary>Url.</summary>
    [Field(2, "url")] public string Url { get; init; } = "";
}
