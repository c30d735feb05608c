namespace Kubesharp.Api.ApiExtensions;

/// <summary>A webhook client config.</summary>
[Definition("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.WebhookClientConfig")]
public sealed partial record WebhookClientConfig
{
    /// <summary>The value with nothing set.</summary>
    public static WebhookClientConfig Empty { get; } = new();

    /// <summary>Url.</summary>
    [Field(3, "url")] public string? Url { get; init; }
    /// <summary>Service.</summary>
    [Field(1, "service")] public ServiceReference? Service { get; init; }
    /// <summary>Ca bundle.</summary>
    [Field(2, "caBundle")] public Bytes? CaBundle { get; init; }
}
