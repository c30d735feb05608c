using Kubesharp.Store;
using Kubesharp.Store.Memory;
using Xunit;

namespace Kubesharp.Tests.Store.Memory;

public sealed class MemoryStoreTests : StoreContract
{
    private protected override IStore Open(StoreOptions options, TimeProvider time) => new MemoryStore(options, time);

    [Fact]
    public void A_write_completes_on_the_calling_thread()
    {
        Task<WriteResult> write = Store.WriteAsync(StoreWrite.Create("/a", Bytes("1")), CancellationToken.None);
        Assert.True(write.IsCompletedSuccessfully);
    }
}
