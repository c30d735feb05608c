using Kubesharp.Api;
using Kubesharp.ApiServer.Discovery;

namespace Kubesharp.ApiServer.OpenApi;

/// <summary>The OpenAPI document of version 2 without a server: what the built-in kinds alone make of it.</summary>
public static class PublishedDocument
{
    /// <summary>With every version that can be enabled.</summary>
    public static ReadOnlyMemory<byte> OfBuiltInKinds() =>
        new OpenApiDocuments(new ServedResources(ResourceRegistry.All), TimeProvider.System).V2Json();
}
