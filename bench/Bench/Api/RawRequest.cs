using System.Buffers.Text;
using System.Text;

namespace Kubesharp.Bench.Api;

/// <summary>A request as bytes, with places for numbers of fixed width that are written before each use.</summary>
internal sealed class RawRequest
{
    /// <summary>Stands for the number of an object in paths and bodies.</summary>
    public const string Number = "00000000";
    /// <summary>Stands for a number that is another one in each request.</summary>
    public const string Turn = "99999999";

    private static int turns;

    private readonly byte[] bytes;
    private readonly int[] numbers;
    private readonly int[] turnPlaces;

    private RawRequest(byte[] bytes, int[] numbers, int[] turnPlaces)
    {
        this.bytes = bytes;
        this.numbers = numbers;
        this.turnPlaces = turnPlaces;
    }

    public static RawRequest Of(string method, string path, string body = "", string type = "application/json")
    {
        byte[] content = Encoding.UTF8.GetBytes(body);
        string length = body.Length == 0 ? "" : $"Content-Type: {type}\r\nContent-Length: {content.Length}\r\n";
        byte[] head = Encoding.ASCII.GetBytes(
            $"{method} {path} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: bench/1\r\nAccept: application/json\r\n"
            + $"{length}\r\n");
        byte[] all = [.. head, .. content];
        return new(all, PlacesOf(all, Number), PlacesOf(all, Turn));
    }

    /// <summary>A copy for another client.</summary>
    public RawRequest Copy() => new([.. bytes], numbers, turnPlaces);

    /// <summary>The bytes about an object; valid until the next call.</summary>
    public ReadOnlyMemory<byte> With(int number)
    {
        Write(numbers, number);
        if (turnPlaces.Length > 0)
            Write(turnPlaces, Interlocked.Increment(ref turns));
        return bytes;
    }

    private void Write(int[] places, int number)
    {
        foreach (int place in places)
            Utf8Formatter.TryFormat(number, bytes.AsSpan(place), out _, new('D', (byte)Number.Length));
    }

    private static int[] PlacesOf(byte[] bytes, string placeholder)
    {
        List<int> places = [];
        byte[] sought = Encoding.ASCII.GetBytes(placeholder);
        for (int at = 0, next; (next = bytes.AsSpan(at).IndexOf(sought)) >= 0; at += next + sought.Length)
            places.Add(at + next);
        return [.. places];
    }
}
