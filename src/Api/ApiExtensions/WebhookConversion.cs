namespace Kubesharp.Api.ApiExtensions;

/// <summary>A webhook conversion.</summary>
[Definition("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.WebhookConversion")]
public sealed partial record WebhookConversion
{
    /// <summary>The value with nothing set.</summary>
    public static WebhookConversion Empty { get; } = new();

    /// <summary>Client config.</summary>
    [Field(2, "clientConfig")] public WebhookClientConfig? ClientConfig { get; init; }
    /// <summary>Conversion review versions.</summary>
    [Field(3, "conversionReviewVersions", Always = true), Required, Atomic]
    public IReadOnlyList<string> ConversionReviewVersions { get; init; } = [];
}
