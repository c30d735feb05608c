using Kubesharp.Api;
using Kubesharp.ApiServer.Discovery;

namespace Kubesharp.ApiServer.OpenApi;

/// <summary>The OpenAPI document of version 2 without a server: what the built-in kinds alone make of it.</summary>
public static class PublishedDocument
{
    /// <summary>With every version that can be enabled.</summary>
    public static ReadOnlyMemory<byte> OfBuiltInKinds() => Of(RuntimeConfig.Everything);

    /// <summary>With the versions that a server of these words serves.</summary>
    public static ReadOnlyMemory<byte> Of(RuntimeConfig config)
    {
        IEnumerable<ResourceDefinition> served =
            ResourceRegistry.All.Concat(ResourceRegistry.Optional).Where(config.Serves);
        return new OpenApiDocuments(new ServedResources(served), TimeProvider.System).V2Json();
    }
}
