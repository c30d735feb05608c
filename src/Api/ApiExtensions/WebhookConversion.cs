namespace Kubesharp.Api.ApiExtensions;

/// <summary>A conversion webhook.</summary>
[Definition("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.WebhookConversion")]
public sealed partial record WebhookConversion
{
    /// <summary>The value with nothing set.</summary>
    public static WebhookConversion Empty { get; } = new();

    /// <summary>How to call it.</summary>
    [Field(2, "clientConfig")] public WebhookClientConfig? ClientConfig { get; init; }
    /// <summary>
    /// The versions of ConversionReview that it understands; the first that the server knows is used.
    /// </summary>
    [Field(3, "conversionReviewVersions", Always = true), Required, Atomic]
    public IReadOnlyList<string> ConversionReviewVersions { get; init; } = [];
}
