using System.Text;

namespace Kubesharp.ApiServer.FlowControl;

/// <summary>
/// Gives each flow a hand of queues: two flows rarely hold the same hand, so a flow that fills its queues leaves every
/// other flow at least one that is short.
/// </summary>
internal static class ShuffleSharding
{
    private const ulong FnvOffset = 14695981039346656037;
    private const ulong FnvPrime = 1099511628211;

    /// <summary>A number for a flow: the schema and what tells its flows apart (a user or a namespace).</summary>
    public static ulong Hash(string schema, string distinguisher)
    {
        ulong hash = FnvOffset;
        Add(schema);
        hash = (hash ^ 0xff) * FnvPrime; // In no UTF-8 text: "a"+"bc" is another flow than "ab"+"c".
        Add(distinguisher);
        return hash;

        void Add(string text)
        {
            foreach (byte unit in Encoding.UTF8.GetBytes(text))
                hash = (hash ^ unit) * FnvPrime;
        }
    }

    /// <summary>Deals different numbers below <paramref name="queues"/> into the hand.</summary>
    public static void Deal(ulong hash, int queues, Span<int> hand)
    {
        for (int card = 0; card < hand.Length; card++)
        {
            ulong left = (ulong)(queues - card);
            int drawn = (int)(hash % left);
            hash /= left;
            // The drawn number counts the queues that are still in the deck: step over those dealt before.
            int place = 0;
            while (place < card && hand[place] <= drawn)
            {
                drawn++;
                place++;
            }
            for (int move = card; move > place; move--)
                hand[move] = hand[move - 1];
            hand[place] = drawn;
        }
    }
}
