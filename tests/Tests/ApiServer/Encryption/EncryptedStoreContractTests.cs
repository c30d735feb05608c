using Kubesharp.ApiServer.Encryption;
using Kubesharp.Store;
using Kubesharp.Store.Memory;
using Kubesharp.Tests.Store;

namespace Kubesharp.Tests.ApiServer.Encryption;

/// <summary>An encrypted store is a store.</summary>
public sealed class EncryptedStoreContractTests : StoreContract
{
    private protected override IStore Open(StoreOptions options, TimeProvider time)
    {
        if (options.ValueBytesMax > 0)
            options = options with { ValueBytesMax = options.ValueBytesMax + EncryptedStore.HeadroomBytes };
        return new EncryptedStore(new MemoryStore(options, time), EncryptionConfiguration.Parse("""
            kind: EncryptionConfiguration
            apiVersion: apiserver.config.k8s.io/v1
            resources:
            - resources: ["*.*"]
              providers:
              - aesgcm: {keys: [{name: k, secret: c2VjcmV0IGlzIHNlY3VyZQ==}]}
            """));
    }
}
