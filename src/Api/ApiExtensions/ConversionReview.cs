namespace Kubesharp.Api.ApiExtensions;

/// <summary>A question of the API server to a conversion webhook, and the answer.</summary>
[ApiKind("apiextensions.k8s.io/v1", "ConversionReview")]
[Definition("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.ConversionReview")]
public sealed partial record ConversionReview : IKind
{
    /// <summary>The value with nothing set.</summary>
    public static ConversionReview Empty { get; } = new();

    /// <summary>The question.</summary>
    [Field(1, "request")] public ConversionRequest? Request { get; init; }
    /// <summary>The answer.</summary>
    [Field(2, "response")] public ConversionResponse? Response { get; init; }
}
